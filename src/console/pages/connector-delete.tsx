import { ArchiveError } from '../../domain/errors.js';
import { deleteConnector, keptSecrets } from '../../operations/delete-connector.js';
import { actorOf } from '../actor.js';
import { Overview } from '../connectors/overview.js';
import type { ConsoleContext } from '../environment.js';
import { Form } from '../form.js';
import { ErrorNotice } from '../parts/error-notice.js';
import { utc } from '../parts/instant.js';
import { page } from '../parts/page.js';
import { errorOf } from '../or-error.js';
import { withConnector } from './with-connector.js';

/** What goes with a connector and what stays; whoever deletes it types its name. */
export async function deletePage(c: ConsoleContext, error?: ArchiveError) {
  return await withConnector(c, async ({ connector, watermark }) => {
    if (error) c.status(422);
    const { connector: words, common } = c.var.strings;
    const kept = await keptSecrets(c.var.console.means, connector);
    const path = `/connectors/${connector.id}`;
    return await page(c, {
      title: words.deleteTitle(connector.displayName),
      lead: words.deleteLead,
      content: (
        <form method="post" action={`${path}/delete`} class="fields">
          {error && <ErrorNotice error={error} strings={c.var.strings} />}
          <ul>
            <li>{words.deleteGoes}</li>
            <li>{words.deleteStays}</li>
            <li>{words.deleteSecrets(kept)}</li>
            <li>{words.deleteAgain(utc(watermark, c.var.strings))}</li>
          </ul>
          <div class="field">
            <label for="name">{words.typeName(connector.displayName)}</label>
            <input id="name" name="name" required autocomplete="off" />
          </div>
          <div class="actions">
            <button class="danger">{words.deleteNow}</button>
            <a class="button" href={path}>
              {common.cancel}
            </a>
          </div>
        </form>
      ),
    });
  });
}

export async function deleteForm(c: ConsoleContext) {
  const typed = (await Form.of(c)).text('name');
  return await withConnector(c, async ({ connector }) => {
    if (typed !== connector.displayName) return await deletePage(c, otherName());
    const { means } = c.var.console;
    const error = await errorOf(deleteConnector(means, actorOf(c), connector.id));
    Overview.of(means).forget();
    return error ? await deletePage(c, error) : c.redirect(`/connectors/${connector.id}/runs`, 303);
  });
}

function otherName(): ArchiveError {
  return new ArchiveError('InvalidArgument', 'That is not the name of this connector.', {
    nextStep: 'Type the name as it stands above; nothing was deleted.',
  });
}
