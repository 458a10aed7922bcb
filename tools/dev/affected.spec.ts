import { affectedBy } from './affected.ts';

describe('a changed file', () => {
  it.each([
    ['apps/gateway/src/main.ts', ['gateway']],
    ['apps/runner/src/reactions/reactor.ts', ['runner']],
    ['libs/job/src/decide.ts', ['gateway', 'runner']],
    ['libs/nextflow/src/supervise/gate.sh', ['gateway', 'runner']],
    ['pipelines/wes/main.nf', ['gateway', 'runner']],
    ['pipelines/wes/demo/DEMO1/DEMO1_R1.fastq.gz', []],
    ['libs/job/src/decide.spec.ts', []],
    ['libs/testing/src/nats.ts', []],
    ['apps/gateway/src/.main.ts.swp', []],
    ['apps/web/src/main.ts', []],
  ])('%s restarts %j', (path, services) => {
    expect(affectedBy(path)).toEqual(services);
  });
});
