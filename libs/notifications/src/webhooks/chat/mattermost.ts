import type { Notice } from '../messages/notice.ts';
import { escapedMarkdown } from './markdown.ts';

/**
 * Returns a message for Mattermost with one attachment. Sources:
 * https://developers.mattermost.com/integrate/webhooks/incoming and
 * https://developers.mattermost.com/integrate/reference/message-attachments
 */
export const mattermostBody = ({ title, facts, link }: Notice) => ({
  attachments: [
    {
      fallback: `${title} ${link}`,
      title,
      title_link: link,
      fields: facts.map(({ name, value }) => ({ title: name, value: literal(value), short: true })),
    },
  ],
});

/** Returns Markdown that shows a text as it is, and mentions nobody. */
const literal = (text: string): string => escapedMarkdown(text).replaceAll('@', '@\u200b');
