import { modeText } from './mode-text.ts';

describe('the mode of an attempt', () => {
  it.each([
    [{ attempt: 1, mode: 'fresh' }, ''],
    [{ attempt: 2, mode: 'fresh' }, 'from scratch'],
    [{ attempt: 2, mode: 'resume' }, 'resumed'],
    [{ attempt: 3, mode: 'from_step' }, 'from a step'],
  ] as const)('%o reads "%s"', (attempt, words) => expect(modeText(attempt)).toBe(words));
});
