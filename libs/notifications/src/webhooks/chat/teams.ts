import type { Notice } from '../messages/notice.ts';
import { escapedMarkdown } from './markdown.ts';

/**
 * Returns a message for a workflow of Microsoft Teams that begins with a webhook request: an Adaptive Card. Source:
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using and
 * https://adaptivecards.io/explorer
 */
export const teamsBody = ({ title, facts, link, parts = [], omitted = 0 }: Notice) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        body: [
          { type: 'TextBlock', text: escapedMarkdown(title), size: 'Medium', weight: 'Bolder', wrap: true },
          { type: 'FactSet', facts: facts.map(({ name, value }) => ({ title: name, value: escapedMarkdown(value) })) },
          ...parts.map((part) => ({
            type: 'TextBlock',
            text: `[${escapedMarkdown(part.title)}](${part.link})`,
            wrap: true,
          })),
          ...(omitted > 0 ? [{ type: 'TextBlock', text: `and ${String(omitted)} more` }] : []),
        ],
        actions: [{ type: 'Action.OpenUrl', title: 'Open in Reprise', url: link }],
      },
    },
  ],
});
