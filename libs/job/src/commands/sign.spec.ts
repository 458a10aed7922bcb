import { commands } from '@reprise/contracts';
import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, type StateName } from '../job.fixture.ts';
import type { Sign } from './sign.ts';

const { reason, ...signed } = commands.sign.event.example;
const ana = 'user:019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e5f';
const sign = (changes: Partial<Sign> = {}): Sign => ({
  name: 'sign',
  reason,
  signed,
  signer: ana,
  is_current: true,
  signers: [],
  ...changes,
});

describe('signing the class of a variant', () => {
  it.each<[StateName, string]>([
    ['completed', 'variant_signed'],
    ['running', 'wrong_status: Cannot sign variants of a job with status: running'],
    ['failed: error', 'wrong_status: Cannot sign variants of a job with status: failed'],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), sign()))).toBe(expected);
  });

  it('records the class, the name and the meaning, and leaves the job unchanged', () => {
    const completed = jobThatIs('completed');
    expect(decide(completed, sign())).toEqual([{ type: 'variant_signed', data: commands.sign.event.example }]);
    expect(evolve(completed, recorded(99, 'variant_signed', commands.sign.event.example))).toEqual(completed);
  });

  it('is refused for tokens and machines', () => {
    expect(outcome(decide(jobThatIs('completed'), sign({ signer: null })))).toBe(
      'not_a_person: Only a person with an account can sign: not a token, and not the local administrator.',
    );
  });

  it('is refused for a replaced class', () => {
    expect(outcome(decide(jobThatIs('completed'), sign({ is_current: false })))).toBe(
      'replaced: A newer class was recorded for this variant. Look at it, and sign that one.',
    );
  });

  it('counts a person once, also after a signature through one of their tokens', () => {
    const other = 'user:019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e60';
    expect(outcome(decide(jobThatIs('completed'), sign({ signers: [other] })))).toBe('variant_signed');
    for (const before of [ana, `${ana}/token:t1`])
      expect(outcome(decide(jobThatIs('completed'), sign({ signers: [before] })))).toBe(
        'signed_before: You have signed this class already.',
      );
  });
});
