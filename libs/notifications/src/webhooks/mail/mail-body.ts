import type { Notice } from '../messages/notice.ts';

/** Parts of a message that people read. */
export interface MailBody {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const WHY = 'An administrator of Reprise subscribed this address to such events.';

/** Returns a notice as plain text and as HTML with the same content. */
export function mailBody({ title, facts, link }: Notice): MailBody {
  const lines = facts.map(({ name, value }) => `${name}: ${value}`);
  const rows = facts.map(({ name, value }) => `<tr><td>${escaped(name)}</td><td>${escaped(value)}</td></tr>`);
  return {
    subject: `Reprise: ${title}`,
    text: [title, '', ...lines, '', `Open in Reprise: ${link}`, '', WHY, ''].join('\n'),
    html: [
      `<p><strong>${escaped(title)}</strong></p>`,
      `<table cellpadding="4">${rows.join('\n')}</table>`,
      `<p><a href="${escaped(link)}">Open in Reprise</a></p>`,
      `<p><small>${WHY}</small></p>`,
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
