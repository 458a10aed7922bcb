import type { Notice } from '../messages/notice.ts';

/** Parts of a message that people read. */
export interface MailBody {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * Returns a notice as plain text and as HTML with the same content.
 * @param why reason for the message, as its last line
 */
export function mailBody({ title, facts, link, parts = [], omitted = 0 }: Notice, why: string): MailBody {
  const more = omitted > 0 ? [`and ${String(omitted)} more`] : [];
  return {
    subject: `Reprise: ${title}`,
    text: [
      ...[title, '', ...linesOf(facts)],
      ...(facts.length > 0 ? [''] : []),
      ...parts.flatMap((part) => [part.title, ...linesOf(part.facts), part.link, '']),
      ...more.flatMap((line) => [line, '']),
      ...[`Open in Reprise: ${link}`, '', why, ''],
    ].join('\n'),
    html: [
      `<p><strong>${escaped(title)}</strong></p>`,
      tableOf(facts),
      ...parts.map((part) => `<p>${linkTo(part.link, part.title)}</p>\n${tableOf(part.facts)}`),
      ...more.map((line) => `<p>${line}</p>`),
      `<p>${linkTo(link, 'Open in Reprise')}</p>`,
      `<p><small>${escaped(why)}</small></p>`,
    ].join('\n'),
  };
}

const linesOf = (facts: Notice['facts']): string[] => facts.map(({ name, value }) => `${name}: ${value}`);

const tableOf = (facts: Notice['facts']): string => {
  const rows = facts.map(({ name, value }) => `<tr><td>${escaped(name)}</td><td>${escaped(value)}</td></tr>`);
  return `<table cellpadding="4">${rows.join('\n')}</table>`;
};

const linkTo = (link: string, text: string): string => `<a href="${escaped(link)}">${escaped(text)}</a>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (value: string): string => value.replaceAll(/[&<>"']/g, (char) => ENTITIES[char]!);
