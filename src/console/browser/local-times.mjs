// @ts-check

/** Puts the time of the reader's own zone before the one in UTC, in every `<time>` in here. @param {ParentNode} root */
export function showLocalTimes(root) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  if (format.resolvedOptions().timeZone === 'UTC') return;
  for (const element of root.querySelectorAll('time[datetime]:not([data-local])')) {
    if (!(element instanceof HTMLTimeElement)) continue;
    const utc = document.createElement('small');
    utc.textContent = element.textContent;
    element.replaceChildren(format.format(new Date(element.dateTime)), ' ', utc);
    element.dataset['local'] = '';
  }
}
