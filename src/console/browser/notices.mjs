// @ts-check

/**
 * Shows one of the notices that came with the page (`template[data-notice]`), in place of the one that is shown. The
 * same again changes nothing, so that a screen reader says it once. @param {string} name
 */
export function showNotice(name) {
  const template = document.querySelector(`template[data-notice="${name}"]`);
  if (shown() !== name && template instanceof HTMLTemplateElement)
    put(name, template.content.cloneNode(true));
}

/** It is no longer so; another notice stays. @param {string} name */
export function hideNotice(name) {
  if (shown() === name) put('');
}

/** @returns {HTMLElement | null} */
const place = () => document.querySelector('[data-notices]');

/** The name of the notice that is shown; empty where there is none. */
const shown = () => place()?.dataset['notices'] ?? '';

/** @param {string} name @param {Node[]} content */
function put(name, ...content) {
  const element = place();
  if (!element) return;
  element.dataset['notices'] = name;
  element.replaceChildren(...content);
}
