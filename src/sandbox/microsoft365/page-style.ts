/** Looks of the sandbox page; the stripe in its header says that this is no real Microsoft 365. */
export const STYLE = `
:root {
  --ink: #1f2430; --soft: #5c6475; --line: #dfe3ea; --paper: #fff; --ground: #f4f5f8; --link: #0b5394; --mark: #fff1c2;
  color-scheme: light;
}
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); background: var(--ground); }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
a:focus-visible { outline: 3px solid #7aa7d9; outline-offset: 2px; }
header {
  display: flex; gap: 1rem; align-items: baseline; flex-wrap: wrap; padding: .8rem 1.5rem; background: #24324a; color: #dfe6f2;
  border-bottom: 6px solid; border-image: repeating-linear-gradient(-45deg, #f2b705 0 14px, #24324a 14px 28px) 6;
}
header a { color: #fff; font-weight: 650; text-decoration: none; }
header span { font-size: .9rem; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .2rem 0 .4rem; overflow-wrap: anywhere; }
.lead { color: var(--soft); margin: 0 0 1.2rem; }
.crumbs { font-size: .9rem; }
.crumbs a + a::before { content: "/"; color: var(--soft); padding: 0 .5rem 0 .25rem; display: inline-block; }
mark { background: var(--mark); color: #6b4e00; font-size: .75rem; font-weight: 600; padding: .1rem .5rem; border-radius: 1rem; vertical-align: middle; }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); }
.card { display: block; padding: 1rem 1.1rem; background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; color: inherit; text-decoration: none; }
.card:hover { border-color: var(--link); }
.card strong { display: block; font-size: 1.05rem; }
.card ul { list-style: none; margin: .7rem 0 0; padding: 0; font-size: .9rem; }
.card li { display: flex; justify-content: space-between; }
.card .none, .address { color: var(--soft); }
.address { font-size: .9rem; overflow-wrap: anywhere; }
.columns { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 1.5rem; align-items: start; }
.folders a { display: flex; justify-content: space-between; gap: .5rem; padding: .3rem .6rem; border-radius: .4rem; color: inherit; text-decoration: none; font-size: .93rem; }
.folders a:hover { background: #e8ebf1; }
.folders a[aria-current] { background: #dbe6f4; font-weight: 600; }
.folders b { color: var(--soft); font-weight: 500; }
.mails { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; overflow: hidden; }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: grid; grid-template-columns: 11rem minmax(0, 1fr) auto; gap: 0 1rem; padding: .6rem 1rem; color: inherit; text-decoration: none; }
.mails a:hover { background: #f5f8fc; }
.from { font-weight: 600; }
.from, .subject, .to { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.to, .more, time { color: var(--soft); font-size: .86rem; }
time { font-variant-numeric: tabular-nums; white-space: nowrap; align-self: center; }
.more { grid-column: 2 / 4; overflow-wrap: anywhere; }
code { font: .82rem ui-monospace, Consolas, monospace; }
.file { display: inline-block; border: 1px solid var(--line); border-radius: .3rem; padding: 0 .4rem; margin-left: .3rem; background: var(--ground); }
.empty { padding: 2.5rem 1rem; margin: 0; text-align: center; color: var(--soft); background: var(--paper); border: 1px dashed var(--line); border-radius: .6rem; }
.pager { display: flex; justify-content: space-between; gap: 1rem; padding: .9rem .2rem; font-size: .93rem; }
.pager span { color: #a6acb8; }
.facts { margin: .8rem 0; }
.facts div { display: grid; grid-template-columns: 6rem minmax(0, 1fr); padding: .1rem 0; }
.facts.small div { grid-template-columns: 26rem minmax(0, 1fr); font: .82rem/1.5 ui-monospace, Consolas, monospace; }
dt { color: var(--soft); overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; }
.attachments { list-style: none; display: flex; flex-wrap: wrap; gap: .6rem; margin: 0 0 .9rem; padding: 0; }
.attachments li { max-width: 100%; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .8rem; overflow-wrap: anywhere; }
.attachments span { display: block; color: var(--soft); font-size: .82rem; }
.body { display: block; width: 100%; height: 55vh; background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; resize: vertical; }
details { margin-top: 1rem; }
summary { cursor: pointer; color: var(--soft); font-size: .93rem; }
@media (max-width: 48rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  .mails a { grid-template-columns: minmax(0, 1fr) auto; }
  .subject, .to, .more { grid-column: 1 / 3; }
  .facts.small div { grid-template-columns: minmax(0, 1fr); }
}
`;
