import { SentSignals } from './sent-signals.ts';

const reached = () => true;
const lines = (signals: SentSignals) => signals.list().map(({ signal, target }) => `${signal} ${target}`);

describe('the list of sent signals', () => {
  it('has one entry for each target, however many were sent', () => {
    const signals = new SentSignals();
    signals.send('SIGTERM', 'nextflow 1', reached);
    for (let look = 0; look < 4000; look += 1)
      ['process 1', 'process 2'].forEach((each) => signals.send('SIGKILL', each, reached));
    expect(lines(signals)).toEqual(['SIGTERM nextflow 1', 'SIGKILL process 1', 'SIGKILL process 2']);
  });

  it('has the time before each was sent, so that a fast end is not earlier', () => {
    const signals = new SentSignals();
    let endedAt = 0;
    signals.send('SIGTERM', 'nextflow 1', () => {
      endedAt = Date.now();
      while (Date.now() < endedAt + 3); // the sender is delayed
      return true;
    });
    expect(Date.parse(signals.list()[0]!.at)).toBeLessThanOrEqual(endedAt);
  });

  it('excludes signals that reached no process', () => {
    const signals = new SentSignals();
    expect(signals.send('SIGTERM', 'nextflow 1', () => false)).toBe(false);
    expect(signals.list()).toEqual([]);
  });

  it('is a count if the tree was too large for a list', () => {
    const signals = new SentSignals();
    const processes = Array.from({ length: 5000 }, (_, i) => `process ${i}`);
    processes.forEach((each) => signals.send('SIGTERM', each, reached));
    signals.send('SIGKILL', 'process 7', reached);
    expect(lines(signals).slice(0, 2)).toEqual(['SIGTERM process 0', 'SIGTERM process 1']);
    expect(lines(signals).slice(-2)).toEqual(['SIGTERM 4800 more', 'SIGKILL 1 more']);
    expect(signals.list()).toHaveLength(202);
  });
});
