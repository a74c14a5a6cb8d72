// @ts-check
import { hideNotice, showNotice } from './notices.mjs';
import { askSession } from './session.mjs';

/** In which somebody may have typed something, or chosen a file. */
const TYPED = 'input:not([type="hidden"]), select, textarea';

/** @type {WeakSet<HTMLFormElement>} */
const asking = new WeakSet();
/** @type {WeakSet<HTMLFormElement>} */
const mayGo = new WeakSet();

/**
 * Sends no form of whoever is no longer signed in, or while the console does not answer: browsers would show another
 * page, and what was typed would be lost. @param {Document} page
 */
export function keepUnsent(page) {
  page.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || !form.querySelector(TYPED)) return;
    if (mayGo.delete(form)) return;
    event.preventDefault();
    if (!asking.has(form)) void send(form, event.submitter);
  });
}

/**
 * By the button that was pressed, whose name says what is wanted. @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
async function send(form, button) {
  asking.add(form);
  const session = await askSession();
  asking.delete(form);
  if (session !== 'open') return showNotice(session === 'ended' ? 'unsent' : 'unanswered');
  hideNotice('unsent');
  hideNotice('unanswered');
  mayGo.add(form);
  form.requestSubmit(button);
}
