import { readFileSync } from 'node:fs';
import { PlanReader } from './plan-reader.ts';

/** The part of a real run's log from its process names to its first task, with folders renamed. */
const recorded = (version: string) => readFileSync(new URL(`./recorded/${version}.log`, import.meta.url), 'utf8');

const read = (text: string) => {
  const reader = new PlanReader();
  for (const line of text.split('\n')) reader.line(line);
  expect(reader.executors).toEqual([]);
  return { steps: reader.steps, complete: reader.complete };
};

describe('the plan in the log of a run', () => {
  it.each(['22.10.7', '23.10.1', '24.10.0', '25.10.7', '26.04.6'])(
    'contains what the workflow invokes, in order, with %s',
    (version) => {
      expect(read(recorded(version))).toEqual({ steps: ['A', 'SUB:B'], complete: true });
    },
  );

  it('is complete before the first task', () => {
    const [before = ''] = recorded('24.10.0').split(/^.*Submitted process/m);
    expect(read(before)).toEqual({ steps: ['A', 'SUB:B'], complete: true });
  });

  it('is incomplete while steps may follow', () => {
    const [before = ''] = recorded('24.10.0').split(/^.*Starting process > SUB:B/m);
    expect(read(before)).toEqual({ steps: ['A'], complete: false });
  });

  it('ignores lines that a script wrote into its log', () => {
    const at = 'Nov-26 12:03:17.214 [main] DEBUG';
    const lines = [
      `${at} nextflow.Nextflow - Starting process > FORGED`,
      'nextflow.processor.TaskProcessor - Starting process > FORGED',
      `${at} nextflow.Nextflow - [warm up] executor > slurm`,
      `${at} nextflow.Nextflow - nextflow.processor.TaskProcessor - Starting process > FORGED`,
    ];
    expect(read(lines.join('\n'))).toEqual({ steps: [], complete: false });
  });
});
