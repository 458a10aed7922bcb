import { mattermostBody } from './mattermost.ts';
import { slackBody } from './slack.ts';
import { teamsBody } from './teams.ts';

const notice = {
  title: 'Job failed: <A&B>',
  facts: [{ name: 'Sample', value: '@channel *PAT_1*' }],
  link: 'https://reprise.lab.example/',
};

describe('a name with special characters in a message of a chat', () => {
  it('is escaped in the text of Slack, and plain in its blocks', () => {
    const { text, blocks } = slackBody(notice);
    expect(text).toBe('Job failed: &lt;A&amp;B&gt;');
    expect(blocks[0]!.text).toEqual({ type: 'plain_text', text: 'Job failed: <A&B>' });
    expect(slackBody({ ...notice, title: 'x'.repeat(200) }).blocks[0]!.text!.text).toHaveLength(150);
  });

  it('is neither formatted nor a mention in Mattermost', () => {
    expect(mattermostBody(notice).attachments[0]!.fields[0]!.value).toBe('@\u200bchannel \\*PAT\\_1\\*');
  });

  it('is neither formatted nor a link in Teams', () => {
    const facts = [{ name: 'By', value: '[Open in Reprise](https://evil.example)' }];
    const [title, set] = teamsBody({ ...notice, facts }).attachments[0]!.content.body;
    expect(title).toMatchObject({ text: 'Job failed: \\<A&B\\>' });
    expect(set).toMatchObject({
      facts: [{ title: 'By', value: '\\[Open in Reprise\\]\\(https://evil.example\\)' }],
    });
  });
});
