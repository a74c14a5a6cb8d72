import type { Strings } from '../strings/index.js';

/** What can be connected: the card that leads to the product's own page. */
export function ConnectorsProduct({
  strings: { common, connectors },
  mayAdd,
}: {
  strings: Strings;
  mayAdd: boolean;
}) {
  return (
    <section class="card product" aria-labelledby="product">
      <img src="/assets/icon.svg" alt="" width="40" height="40" />
      <div>
        <h2 id="product">{common.product}</h2>
        <p class="quiet">{connectors.from}</p>
        <p>{connectors.product}</p>
        {mayAdd && (
          <a class="button" href="/connectors/new">
            {connectors.view}
          </a>
        )}
      </div>
    </section>
  );
}
