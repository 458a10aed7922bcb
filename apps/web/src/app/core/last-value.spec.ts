import { resource, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { settled } from '../testing/settled.ts';
import { lastValue } from './last-value.ts';
import { ProblemError } from './problem.ts';

/** Returns the last value after these answers, one after another. */
async function after(...answers: (string | Error)[]): Promise<string | null> {
  return TestBed.runInInjectionContext(async () => {
    const asked = signal(0);
    const read = resource({
      params: () => asked(),
      loader: ({ params }) => {
        const answer = answers[params]!;
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    });
    const last = lastValue(read);
    let value: string | null = null;
    for (const [n] of answers.entries()) {
      asked.set(n);
      await settled();
      value = last();
    }
    return value;
  });
}

describe('the last value of a resource', () => {
  it.each<[string, (string | Error)[], string | null]>([
    ['is the latest', ['one', 'two'], 'two'],
    ['stays after a failed read', ['one', new ProblemError(503, 'Away.')], 'one'],
    ['is gone once it may not be read any more', ['one', new ProblemError(403, 'Needs the role admin.')], null],
    ['comes back with the right', ['one', new ProblemError(403, 'Needs the role admin.'), 'two'], 'two'],
  ])('%s: %j, %j', async (_, answers, value) => {
    expect(await after(...answers)).toBe(value);
  });
});
