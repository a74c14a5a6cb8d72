import { html } from 'hono/html';
import type { Address, Folder, Mailbox, StoredMessage } from './mailbox.js';

export type Html = ReturnType<typeof html>;

const MAILS_PER_PAGE = 25;

/** All mailboxes, with the folders that hold something. */
export function tenantPage(mailboxes: readonly Mailbox[]): Html {
  return layout(
    'Mailboxes',
    html`<h1>Mailboxes</h1>
      <p class="lead">${plural(mailboxes.length, 'user')} in this pretend tenant.</p>
      <div class="cards">${mailboxes.map(mailboxCard)}</div>`,
  );
}

/** One mailbox's mails, newest first, a page at a time; `folderId` narrows them down. */
export function mailboxPage(mailbox: Mailbox, folderId: string | undefined, page: number): Html {
  const shown = mailbox
    .messages()
    .filter((message) => folderId === undefined || message.folderId === folderId)
    .toSorted((a, b) => b.receivedDateTime.localeCompare(a.receivedDateTime, 'en'));
  const pages = Math.max(1, Math.ceil(shown.length / MAILS_PER_PAGE));
  const current = Math.min(page, pages);
  const rows = shown.slice((current - 1) * MAILS_PER_PAGE, current * MAILS_PER_PAGE);
  const { displayName, userPrincipalName, mail } = mailbox.user;
  return layout(
    displayName,
    html`<nav class="crumbs"><a href="/">Mailboxes</a></nav>
      <h1>${displayName}</h1>
      <p class="lead">${mail ?? userPrincipalName}${stateBadges(mailbox)}</p>
      <div class="columns">
        <nav class="folders" aria-label="Folders">${folderLinks(mailbox, folderId)}</nav>
        <section>
          ${
            rows.length === 0
              ? html`<p class="empty">No mail here.</p>`
              : html`<ol class="mails">
                  ${rows.map((message) => mailRow(mailbox, message))}
                </ol>`
          }
          ${pager(mailbox, { folderId, current, pages })}
        </section>
      </div>`,
  );
}

/** One mail: what its recipient sees, and under it what Exchange keeps. */
export function mailPage(mailbox: Mailbox, message: StoredMessage): Html {
  const path = mailPath(mailbox, message);
  return layout(
    message.subject,
    html`<nav class="crumbs">
        <a href="/">Mailboxes</a> <a href="/mailboxes/${mailbox.user.id}">${mailbox.user.displayName}</a>
        <a href="/mailboxes/${mailbox.user.id}?folder=${message.folderId}">${mailbox.folderName(message)}</a>
      </nav>
      <h1>${message.subject || '(no subject)'} ${draftBadge(message)}</h1>
      <dl class="facts">
        ${fact('From', message.from && addressText(message.from))}
        ${fact('To', message.to.map(addressText).join('; '))}
        ${fact('Cc', message.cc.map(addressText).join('; '))} ${fact('Sent', time(message.sentDateTime))}
        ${fact('Received', time(message.receivedDateTime))}
      </dl>
      ${attachmentList(message, path)}
      <iframe class="body" title="Text of the mail" sandbox="" src="${path}/body"></iframe>
      <details>
        <summary>What Exchange keeps</summary>
        <dl class="facts small">
          ${fact('Item class', message.itemClass)} ${fact('Message-ID', message.internetMessageId)}
          ${message.internetMessageHeaders.map(({ name, value }) => fact(name, value))}
          ${[...message.extendedProperties].map(([id, value]) => fact(id, value))}
        </dl>
      </details>`,
  );
}

/** The frame of every page of the tenant. */
export function layout(title: string, main: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Sandbox Microsoft 365</title>
        <link rel="stylesheet" href="/sandbox.css" />
      </head>
      <body>
        <header>
          <a href="/">Sandbox Microsoft 365</a>
          <span>A pretend tenant on this machine. No mail here is real.</span>
        </header>
        <main>${main}</main>
      </body>
    </html>`;
}

function mailboxCard(mailbox: Mailbox): Html {
  const { id, displayName, userPrincipalName, mail } = mailbox.user;
  const used = counts(mailbox).filter(([, count]) => count > 0);
  return html`<a class="card" href="/mailboxes/${id}">
    <strong>${displayName}</strong>
    <span class="address">${mail ?? userPrincipalName}</span>
    ${stateBadges(mailbox)}
    <ul>
      ${used.map(([folder, count]) => html`<li>${folder.displayName} <b>${count}</b></li>`)}
      ${used.length === 0 ? html`<li class="none">empty</li>` : ''}
    </ul>
  </a>`;
}

function folderLinks(mailbox: Mailbox, folderId: string | undefined): Html {
  const link = (query: string, name: string, count: number, isCurrent: boolean): Html =>
    html`<a href="/mailboxes/${mailbox.user.id}${query}" ${isCurrent ? html`aria-current="page"` : ''}
      >${name} <b>${count}</b></a
    >`;
  return html`${link('', 'All mail', mailbox.messages().length, folderId === undefined)}
  ${counts(mailbox).map(([folder, count]) =>
    link(`?folder=${folder.id}`, folder.displayName, count, folder.id === folderId),
  )}`;
}

function mailRow(mailbox: Mailbox, message: StoredMessage): Html {
  const names = message.attachments.map(({ name }) => html`<span class="file">${name}</span>`);
  return html`<li>
    <a href="${mailPath(mailbox, message)}">
      <span class="from">${message.from?.name ?? '(nobody)'}</span>
      <span class="subject">${message.subject || '(no subject)'}</span>
      <time datetime="${message.receivedDateTime}">${time(message.receivedDateTime)}</time>
      <span class="to">to ${message.to.map(({ name }) => name).join(', ') || 'nobody'}</span>
      <span class="more">${draftBadge(message)} <code>${message.itemClass}</code> ${names}</span>
    </a>
  </li>`;
}

interface Position {
  folderId: string | undefined;
  current: number;
  pages: number;
}

function pager(mailbox: Mailbox, { folderId, current, pages }: Position): Html | string {
  if (pages === 1) return '';
  const link = (page: number, text: string): Html | string => {
    const query = new URLSearchParams({ page: String(page), ...(folderId && { folder: folderId }) });
    return page < 1 || page > pages
      ? html`<span>${text}</span>`
      : html`<a href="/mailboxes/${mailbox.user.id}?${query.toString()}">${text}</a>`;
  };
  return html`<nav class="pager" aria-label="Pages">
    ${link(current - 1, '← Newer')} <b>Page ${current} of ${pages}</b> ${link(current + 1, 'Older →')}
  </nav>`;
}

function attachmentList({ attachments }: StoredMessage, path: string): Html | string {
  if (attachments.length === 0) return '';
  return html`<ul class="attachments">
    ${attachments.map(
      ({ id, name, contentType, bytes }) =>
        html`<li>
          <a href="${path}/attachments/${id}" download>${name}</a>
          <span>${contentType}, ${size(bytes.length)}</span>
        </li>`,
    )}
  </ul>`;
}

function fact(name: string, value: string | null): Html | string {
  return value
    ? html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`
    : '';
}

function draftBadge({ isDraft }: StoredMessage): Html | string {
  return isDraft ? html`<mark>Draft</mark>` : '';
}

function stateBadges({ isRevoked, isFull }: Mailbox): Html {
  return html`${isRevoked ? html` <mark>no mailbox</mark>` : ''}${isFull ? html` <mark>full</mark>` : ''}`;
}

function counts(mailbox: Mailbox): [Folder, number][] {
  const numbers = new Map<string, number>();
  for (const { folderId } of mailbox.messages()) numbers.set(folderId, (numbers.get(folderId) ?? 0) + 1);
  return [...mailbox.folders.values()]
    .filter((folder) => folder !== mailbox.root)
    .toSorted((a, b) => a.displayName.localeCompare(b.displayName, 'en'))
    .map((folder) => [folder, numbers.get(folder.id) ?? 0]);
}

function mailPath(mailbox: Mailbox, message: StoredMessage): string {
  return `/mailboxes/${mailbox.user.id}/messages/${message.immutableId}`;
}

function addressText({ name, address }: Address): string {
  return name === address ? address : `${name} <${address}>`;
}

function time(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function size(bytes: number): string {
  return bytes < 1000
    ? `${bytes} bytes`
    : `${(bytes / 1000).toLocaleString('en', { maximumFractionDigits: 1 })} kB`;
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
