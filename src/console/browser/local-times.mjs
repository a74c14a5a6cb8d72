// @ts-check

/**
 * Puts the time of the reader's own zone before the one in UTC, in every `<time>` in here, both as the reader is used
 * to. @param {ParentNode} root
 */
export function showLocalTimes(root) {
  const own = formatter();
  const isUtc = own.resolvedOptions().timeZone === 'UTC';
  const utc = formatter('UTC');
  for (const element of root.querySelectorAll('time[datetime]:not([data-local])')) {
    if (!(element instanceof HTMLTimeElement)) continue;
    const at = new Date(element.dateTime);
    const beside = document.createElement('small');
    beside.textContent = `${utc.format(at)} UTC`;
    element.replaceChildren(...(isUtc ? [beside.textContent] : [own.format(at), ' ', beside]));
    element.dataset['local'] = '';
  }
}

/**
 * In the language of the page, as it is written where the reader lives. @param {string} [timeZone]
 */
function formatter(timeZone) {
  const { lang } = document.documentElement;
  const locale = navigator.languages.find((language) => language.startsWith(lang)) ?? lang;
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone && { timeZone }),
  });
}
