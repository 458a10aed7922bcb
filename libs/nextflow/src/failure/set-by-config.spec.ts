import { adviseOnConfig } from './set-by-config.ts';

const OVER = 'FIRST (n1) did not start: it asks for 64 GB of memory, and the machine has 23.5 GB.';
const LOWER = "Lower it in the pipeline's configuration, or run the job on a larger machine, then resume.";
const LATE = 'FIRST (n2) ran longer than its time limit (3s).';
const keeps = (setting: string) =>
  `The extra config of the job sets \`${setting}\`, and a resume or rerun keeps it. Submit another like it.`;

describe('the advice for a failure caused by a setting', () => {
  it.each([
    [`${OVER} ${LOWER}`, 'process { memory = "64 GB" }', `${OVER} ${keeps('memory')}`],
    [`${LATE} Raise the limit, then resume.`, 'process.time = "3s"', `${LATE} ${keeps('time')}`],
    [
      'Unknown executor name: nowhere',
      'process.executor = "nowhere"',
      `Unknown executor name: nowhere. ${keeps('executor')}`,
    ],
  ])('names the extra config of the job that sets it: %s', (message, config, advised) => {
    expect(adviseOnConfig(message, config)).toBe(advised);
  });

  it.each([
    [`${OVER} ${LOWER}`, 'process { time = "1h" }'],
    [`${LATE} Raise the limit, then resume.`, ''],
    ['FIRST (n1) crashed. Check its input, then resume.', 'process { memory = "64 GB" }'],
  ])('stays unchanged if the config does not set it: %s', (message, config) => {
    expect(adviseOnConfig(message, config)).toBe(message);
  });
});
