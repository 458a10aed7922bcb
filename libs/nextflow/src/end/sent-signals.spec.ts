import { SentSignals } from './sent-signals.ts';

const told = (signals: SentSignals) => signals.list().map(({ signal, target }) => `${signal} ${target}`);

describe('the signals that were sent', () => {
  it('are told once for each target, however often they were sent', () => {
    const signals = new SentSignals();
    signals.note('SIGTERM', 'nextflow 1');
    for (let look = 0; look < 4000; look += 1)
      ['process 1', 'process 2'].forEach((each) => signals.note('SIGKILL', each));
    expect(told(signals)).toEqual(['SIGTERM nextflow 1', 'SIGKILL process 1', 'SIGKILL process 2']);
  });

  it('are counted where the tree was too large for a list', () => {
    const signals = new SentSignals();
    const processes = Array.from({ length: 5000 }, (_, i) => `process ${i}`);
    processes.forEach((each) => signals.note('SIGTERM', each));
    signals.note('SIGKILL', 'process 7');
    expect(told(signals).slice(0, 2)).toEqual(['SIGTERM process 0', 'SIGTERM process 1']);
    expect(told(signals).slice(-2)).toEqual(['SIGTERM 4800 more', 'SIGKILL 1 more']);
    expect(signals.list()).toHaveLength(202);
  });
});
