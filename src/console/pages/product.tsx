import { unfinishedSetUps } from '../../operations/set-up.js';
import { actorOf, ownerOf } from '../actor.js';
import type { ConsoleContext } from '../environment.js';
import { page } from '../parts/page.js';
import { addressOf, STEPS } from './wizard/steps.js';
import { Unfinished } from './wizard/unfinished.js';

/** What the product is and what has to be done before; from here a set-up begins or goes on. */
export async function productPage(c: ConsoleContext): Promise<Response> {
  const { strings, console } = c.var;
  const { product, wizard } = strings;
  const drafts = await unfinishedSetUps(console.means, ownerOf(c));
  return await page(c, {
    title: product.title,
    lead: product.lead,
    actions: <AddButton name={product.add} />,
    content: (
      <>
        <Unfinished drafts={drafts} strings={strings} />
        <section class="card">
          <h2>{product.beforeTitle}</h2>
          <ul class="checklist">
            {product.before.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </section>
        <section class="card">
          <h2>{product.aboutTitle}</h2>
          <ul>
            {product.about.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </section>
        <section class="card">
          <h2>{product.stepsTitle}</h2>
          <ol>
            {STEPS.map((step) => (
              <li>{wizard.steps[step]}</li>
            ))}
          </ol>
        </section>
        <AddButton name={product.add} />
      </>
    ),
  });
}

function AddButton({ name }: { name: string }) {
  return (
    <form method="post" action="/connectors/new">
      <button class="main">{name}</button>
    </form>
  );
}

/** Begins a set-up. */
export async function beginSetUp(c: ConsoleContext): Promise<Response> {
  const { console } = c.var;
  const draft = await console.means.drafts.create({ owner: ownerOf(c), by: actorOf(c).name });
  return c.redirect(addressOf(draft, 'terms'), 303);
}
