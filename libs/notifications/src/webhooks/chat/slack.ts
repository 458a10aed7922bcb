import type { Notice } from '../messages/notice.ts';

/** Limits in characters. Source: https://docs.slack.dev/reference/block-kit/blocks, header and section. */
const LIMITS = { header: 150, field: 2000 };

/**
 * Returns a message for Slack: blocks, and a text for notifications. Source:
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export const slackBody = ({ title, facts, link, parts = [], omitted = 0 }: Notice) => ({
  text: escaped(title),
  blocks: [
    { type: 'header', text: plain(title, LIMITS.header) },
    // A section without fields is rejected.
    ...(facts.length > 0
      ? [{ type: 'section', fields: facts.map(({ name, value }) => plain(`${name}: ${value}`, LIMITS.field)) }]
      : []),
    ...parts.map((part) => linkTo(part.link, part.title.slice(0, LIMITS.header))),
    ...(omitted > 0 ? [{ type: 'section', text: plain(`and ${String(omitted)} more`, LIMITS.field) }] : []),
    linkTo(link, 'Open in Reprise'),
  ],
});

const linkTo = (link: string, text: string) => ({
  type: 'section',
  text: { type: 'mrkdwn', text: `<${link}|${escaped(text).replaceAll('|', '/')}>` },
});

const plain = (text: string, limit: number) => ({ type: 'plain_text', text: text.slice(0, limit) });

/** Source: https://docs.slack.dev/messaging/formatting-message-text, escaping text. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
