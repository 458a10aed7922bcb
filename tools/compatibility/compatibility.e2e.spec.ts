import { compareCases, table } from './compare-cases.ts';
import { layGround, type Ground } from './ground.ts';
import { caseNames } from './compatibility-case.ts';

/**
 * The run that covers the largest differences between a shell and Reprise. `npm run compatibility` runs all cases. For
 * the message from a run that fails before its first task, see
 * `libs/nextflow/src/failure/recorded-failures.int.spec.ts`.
 */
const CASES = ['together'];

describe('a script without knowledge of Reprise', () => {
  let ground: Ground;
  beforeAll(async () => (ground = await layGround(CASES, () => undefined, { build: false })));
  afterAll(() => ground.stop());

  it('ends, publishes and writes the same through Reprise as with plain Nextflow', async () => {
    const compared = await compareCases(ground, new AbortController().signal);
    expect(compared.map(({ name }) => name)).toEqual(CASES);
    const unequal = compared.filter(({ differs }) => differs.length > 0);
    if (unequal.length > 0) throw new Error(`Unequal:\n${table(unequal)}`);
  }, 300_000);
});

it('has unique case names', () => {
  expect(new Set(caseNames()).size).toBe(caseNames().length);
});
