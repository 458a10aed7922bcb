import { mattermostBody } from '../chat/mattermost.ts';
import { slackBody } from '../chat/slack.ts';
import { teamsBody } from '../chat/teams.ts';
import { mailBody } from '../mail/mail-body.ts';
import type { Notice } from './notice.ts';
import { combined, storedNotice } from './stored-notice.ts';

const notice = (n: number): Notice => ({
  title: `Job failed: <wes> ${String(n)}`,
  facts: [{ name: 'Cause', value: 'error' }],
  link: `https://reprise.lab.example/jobs/${String(n)}`,
});
const many = (count: number) =>
  Array.from({ length: count }, (_, n) => notice(n)).reduce((held, one) => combined([held, one]));

describe('a combined message', () => {
  it('lists the messages in order, also if they were added one by one', () => {
    const { title, link, parts } = many(3);
    expect([title, link]).toEqual(['3 messages from quiet hours', 'https://reprise.lab.example/']);
    expect(parts).toEqual([notice(0), notice(1), notice(2)]);
    expect(storedNotice(JSON.stringify(many(3)))).toEqual(many(3));
  });

  it('is the message itself if there is only one', () => {
    expect(combined([notice(1)])).toEqual(notice(1));
  });

  it('counts the messages that it does not list', () => {
    const { title, parts, omitted } = many(200);
    expect([title, parts?.length, omitted]).toEqual(['200 messages from quiet hours', 40, 160]);
  });

  it('has a link for each message in e-mails and chats, and as many blocks as Slack allows', () => {
    const long = many(200);
    const { text, html } = mailBody(long, 'Why');
    expect(text).toContain('Job failed: <wes> 39\nCause: error\nhttps://reprise.lab.example/jobs/39\n');
    expect(html).toContain('<a href="https://reprise.lab.example/jobs/39">Job failed: &lt;wes&gt; 39</a>');
    const { blocks } = slackBody(long);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(blocks)).toContain('<https://reprise.lab.example/jobs/39|Job failed: &lt;wes&gt; 39>');
    expect(JSON.stringify(teamsBody(long))).toContain('(https://reprise.lab.example/jobs/39)');
    expect(JSON.stringify(mattermostBody(long))).toContain('(https://reprise.lab.example/jobs/39)');
    for (const body of [text, html, blocks, teamsBody(long), mattermostBody(long)])
      expect(JSON.stringify(body)).toContain('and 160 more');
  });
});
