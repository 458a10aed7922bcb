import type { Notice } from '../messages/notice.ts';
import { escapedMarkdown } from './markdown.ts';

/**
 * Returns a message for Mattermost with one attachment. Sources:
 * https://developers.mattermost.com/integrate/webhooks/incoming and
 * https://developers.mattermost.com/integrate/reference/message-attachments
 */
export const mattermostBody = ({ title, facts, link, parts = [], omitted = 0 }: Notice) => ({
  attachments: [
    {
      fallback: `${title} ${link}`,
      title,
      title_link: link,
      ...(parts.length > 0 && { text: listOf(parts, omitted) }),
      fields: facts.map(({ name, value }) => ({ title: name, value: literal(value), short: true })),
    },
  ],
});

const listOf = (parts: NonNullable<Notice['parts']>, omitted: number): string =>
  [
    ...parts.map(({ title, link }) => `- [${literal(title)}](${link})`),
    ...(omitted > 0 ? [`- and ${String(omitted)} more`] : []),
  ].join('\n');

/** Returns Markdown that shows a text as it is, and mentions nobody. */
const literal = (text: string): string => escapedMarkdown(text).replaceAll('@', '@\u200b');
