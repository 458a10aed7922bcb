import { isNextflowThere } from './is-nextflow-there.ts';

const runner = (runner_id: string, storage_id: string, alive: boolean, ...nextflow_versions: string[]) => ({
  runner_id,
  storage_id,
  alive,
  nextflow_versions,
});
const own = runner('r1', 's1', true, '26.04.6');

describe('the Nextflow of the last attempt', () => {
  it.each([
    ['its runner has it', [runner('r1', 's1', true, '24.10.0', '26.04.6')], true],
    ['its runner has another now', [own], false],
    ['another runner with the files has it', [own, runner('r2', 's1', true, '24.10.0')], true],
    ['only a runner without the files has it', [own, runner('r2', 's2', true, '24.10.0')], false],
    ['no runner with the files lives', [runner('r1', 's1', false, '26.04.6')], true],
    ['its runner is not known', [runner('r2', 's1', true, '26.04.6')], true],
    ['no runner is known yet', null, true],
  ])('is available, or not known to be missing, when %s: %j, %s', (_, runners, isThere) => {
    expect(isNextflowThere({ runner_id: 'r1' }, '24.10.0', runners)).toBe(isThere);
  });
});
