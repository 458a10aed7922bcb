import { denialOf } from '@reprise/contracts';
import { deniedText } from './denied-text.ts';

describe('the text about a denied request', () => {
  const right = { does: 'Cancelling a job', role: 'operator' } as const;

  it.each([
    ['a person', denialOf(right, 'viewer'), 'Cancelling a job needs the role operator; that of the sender was viewer.'],
    [
      'a token of an operator',
      denialOf(right, 'viewer', 'token', 'operator'),
      'Cancelling a job needs the role operator; that of the token was viewer.',
    ],
    ['a reason that no role explains', 'The request came from another site.', 'The request came from another site.'],
  ])('names the role of %s as that of the sender, not of the reader', (_, detail, text) => {
    expect(deniedText(detail!)).toBe(text);
  });
});
