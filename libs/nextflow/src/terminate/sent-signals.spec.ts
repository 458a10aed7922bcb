import { SentSignals } from './sent-signals.ts';

const reached = () => true;
const told = (signals: SentSignals) => signals.list().map(({ signal, target }) => `${signal} ${target}`);

describe('the signals that were sent', () => {
  it('are told once for each target, however often they were sent', () => {
    const signals = new SentSignals();
    signals.send('SIGTERM', 'nextflow 1', reached);
    for (let look = 0; look < 4000; look += 1)
      ['process 1', 'process 2'].forEach((each) => signals.send('SIGKILL', each, reached));
    expect(told(signals)).toEqual(['SIGTERM nextflow 1', 'SIGKILL process 1', 'SIGKILL process 2']);
  });

  it('are told with the time before their sending: what ends at once by one did not end before it', () => {
    const signals = new SentSignals();
    let endedAt = 0;
    signals.send('SIGTERM', 'nextflow 1', () => {
      endedAt = Date.now();
      while (Date.now() < endedAt + 3); // the sender is delayed
      return true;
    });
    expect(Date.parse(signals.list()[0]!.at)).toBeLessThanOrEqual(endedAt);
  });

  it('are not told where they reached nobody', () => {
    const signals = new SentSignals();
    expect(signals.send('SIGTERM', 'nextflow 1', () => false)).toBe(false);
    expect(signals.list()).toEqual([]);
  });

  it('are counted where the tree was too large for a list', () => {
    const signals = new SentSignals();
    const processes = Array.from({ length: 5000 }, (_, i) => `process ${i}`);
    processes.forEach((each) => signals.send('SIGTERM', each, reached));
    signals.send('SIGKILL', 'process 7', reached);
    expect(told(signals).slice(0, 2)).toEqual(['SIGTERM process 0', 'SIGTERM process 1']);
    expect(told(signals).slice(-2)).toEqual(['SIGTERM 4800 more', 'SIGKILL 1 more']);
    expect(signals.list()).toHaveLength(202);
  });
});
