// @ts-check
import { showLocalTimes } from './local-times.mjs';

/**
 * Keeps each `data-live="<address>"` as the server last sent it: a server-sent event holds its new content. The browser
 * connects again by itself where the connection breaks. @param {ParentNode} root
 */
export function showLive(root) {
  for (const element of root.querySelectorAll('[data-live]')) {
    if (!(element instanceof HTMLElement) || !element.dataset['live']) continue;
    const events = new EventSource(element.dataset['live']);
    events.addEventListener('content', ({ data }) => replace(element, data));
    events.addEventListener('end', () => events.close());
    addEventListener('pagehide', () => events.close());
  }
}

/**
 * What somebody has the focus in stays as it is: they are about to press it. @param {HTMLElement} element
 * @param {string} markup
 */
function replace(element, markup) {
  if (element.contains(document.activeElement)) return;
  const open = [...element.querySelectorAll('details')].map((details) => details.open);
  element.innerHTML = markup; // rendered by our server, which escapes whatever came from outside
  for (const [index, details] of element.querySelectorAll('details').entries())
    details.open ||= open[index] ?? false;
  showLocalTimes(element);
  say(element);
}

/**
 * Has a screen reader say what is marked `data-said`, where it says something else by now: not all the numbers around it,
 * which change every second. It says what changes in an element that stays, whose id `data-says` names.
 * @param {HTMLElement} element
 */
function say(element) {
  const said = element.querySelector('[data-said]')?.textContent ?? '';
  const says = document.getElementById(element.dataset['says'] ?? '');
  if (says && says.textContent !== said) says.textContent = said;
}
