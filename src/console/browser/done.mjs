// @ts-check

/** Takes what was just done out of the address: a page that is loaded again, or kept, is not to say it again. */
export function forgetDone() {
  if (!document.querySelector('[data-done]')) return;
  const address = new URL(location.href);
  address.searchParams.delete('done');
  history.replaceState(history.state, '', address);
}
