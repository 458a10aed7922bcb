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
export function mailBody({ title, facts, link }: Notice, why: string): MailBody {
  const lines = facts.map(({ name, value }) => `${name}: ${value}`);
  const rows = facts.map(({ name, value }) => `<tr><td>${escaped(name)}</td><td>${escaped(value)}</td></tr>`);
  return {
    subject: `Reprise: ${title}`,
    text: [title, '', ...lines, '', `Open in Reprise: ${link}`, '', why, ''].join('\n'),
    html: [
      `<p><strong>${escaped(title)}</strong></p>`,
      `<table cellpadding="4">${rows.join('\n')}</table>`,
      `<p><a href="${escaped(link)}">Open in Reprise</a></p>`,
      `<p><small>${escaped(why)}</small></p>`,
    ].join('\n'),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (value: string): string => value.replaceAll(/[&<>"']/g, (char) => ENTITIES[char]!);
