// @ts-check
import { showLocalTimes } from './local-times.mjs';
import { hideNotice, showNotice } from './notices.mjs';
import { askSession } from './session.mjs';

/** A browser gives up where a proxy answers in our place; then it is ours to ask again. */
const ASK_AGAIN_MS = 5_000;

/**
 * Keeps each `data-live="<address>"` as the server last sent it: a server-sent event holds its new content. The page says
 * so where it no longer can. @param {ParentNode} root
 */
export function showLive(root) {
  for (const element of root.querySelectorAll('[data-live]'))
    if (element instanceof HTMLElement && element.dataset['live']) follow(element, element.dataset['live']);
}

/**
 * The browser connects again by itself where the connection breaks: only where that fails, too, the console is away.
 * @param {HTMLElement} element
 * @param {string} address
 */
function follow(element, address) {
  const events = new EventSource(address);
  let failures = 0;
  events.addEventListener('open', () => {
    failures = 0;
    hideNotice('away');
  });
  events.addEventListener('content', ({ data }) => replace(element, data));
  events.addEventListener('end', () => events.close());
  events.addEventListener('error', () => {
    failures += 1;
    if (events.readyState === EventSource.CLOSED) void lose(element, address);
    else if (failures > 1) showNotice('away');
  });
  addEventListener('pagehide', () => events.close());
}

/**
 * The browser has given up, without a word why. @param {HTMLElement} element
 * @param {string} address
 */
async function lose(element, address) {
  const session = await askSession();
  if (session !== 'away') return showNotice(session === 'ended' ? 'ended' : 'stale');
  showNotice('away');
  setTimeout(() => follow(element, address), ASK_AGAIN_MS);
}

/** What came last while somebody had the focus in its element. @type {Map<Element, string>} */
const waiting = new Map();

addEventListener('focusout', ({ relatedTarget }) => {
  for (const [element, markup] of waiting)
    if (element instanceof HTMLElement && !(relatedTarget instanceof Node && element.contains(relatedTarget)))
      queueMicrotask(() => replace(element, markup));
});
// Its streams were closed when the browser put it away.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

/**
 * What somebody has the focus in stays as it is until they leave it: they are about to press it. A table that scrolls is
 * not pressed. @param {HTMLElement} element
 * @param {string} markup
 */
function replace(element, markup) {
  const regions = [...element.querySelectorAll('.scroll')];
  const focused = regions.findIndex((region) => region === document.activeElement);
  waiting.delete(element);
  if (focused < 0 && element.contains(document.activeElement)) {
    waiting.set(element, markup);
    return;
  }
  const scrolled = regions.map(({ scrollLeft }) => scrollLeft);
  const open = [...element.querySelectorAll('details')].map((details) => details.open);
  element.innerHTML = markup; // rendered by our server, which escapes whatever came from outside
  for (const [index, details] of element.querySelectorAll('details').entries())
    details.open ||= open[index] ?? false;
  for (const [index, region] of element.querySelectorAll('.scroll').entries()) {
    region.scrollLeft = scrolled[index] ?? 0;
    if (index === focused && region instanceof HTMLElement) region.focus({ preventScroll: true });
  }
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
