// @ts-check
import { hideNotice, showNotice } from './notices.mjs';
import { askSession } from './session.mjs';

/** In which somebody may have typed something, or chosen a file. */
const TYPED = 'input:not([type="hidden"]), select, textarea';
/** Longer than an answer takes: not every browser tells that somebody has stopped waiting for it. */
const LONGEST_ANSWER_MS = 120_000;

/** When a form was sent whose answer is still to come, which is another page. */
let sentMs = -Infinity;
let isAsked = false;

/**
 * Sends no form of whoever is no longer signed in, or while the console does not answer: browsers would show another
 * page, and what was typed would be lost. Nor a second one before the first is answered, as by a double click: the
 * browser would show the answer to the second only, which is that it has been done already. @param {Document} page
 */
export function keepUnsent(page) {
  page.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
    if (Date.now() - sentMs < LONGEST_ANSWER_MS) return event.preventDefault();
    sentMs = Date.now();
    if (isAsked || !form.querySelector(TYPED)) return;
    event.preventDefault();
    void send(form, event.submitter);
  });
  addEventListener('pageshow', mayBeSent);
  if ('navigation' in window) navigation.addEventListener('navigateerror', mayBeSent);
}

/** The page stays, or is there again: whoever has stopped waiting sends what they typed once more. */
function mayBeSent() {
  sentMs = -Infinity;
}

/**
 * By the button that was pressed, whose name says what is wanted. @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
async function send(form, button) {
  const session = await askSession();
  mayBeSent();
  if (session !== 'open') return showNotice(session === 'ended' ? 'unsent' : 'unanswered');
  hideNotice('unsent');
  hideNotice('unanswered');
  isAsked = true;
  form.requestSubmit(button);
  isAsked = false;
}
