import { faultKinds } from '../record/kinds.ts';
import { parseOptions } from './options.ts';

const parse = (...args: string[]) => parseOptions(args, new Date('2026-12-01T23:59:00Z'));

describe('the options of the campaign', () => {
  it('default to one minute with all kinds, seeded by the date', () => {
    expect(parse()).toEqual({
      seed: 20_261_201,
      rounds: 1,
      seconds: 60,
      rate: 1,
      kinds: faultKinds,
      lease: 5,
      alone: 0,
      plant: undefined,
      isRealNextflow: false,
      hasExecutors: false,
      isCluster: false,
      out: undefined,
      logs: undefined,
    });
  });

  it('accept a seed, kinds and a planted violation', () => {
    expect(parse('--seed', '7', '--kinds', 'kill-nats,reset', '--plant', 'second-launch')).toMatchObject({
      seed: 7,
      kinds: ['kill-nats', 'reset'],
      plant: 'second-launch',
    });
  });

  it.each([
    [['--seed', 'x'], '--seed: "x" is not a whole number'],
    [['--kinds', 'kill-nats,flood'], '--kinds: "flood" is none of'],
    [['--plant', 'nothing'], '--plant: "nothing" is none of'],
    [['--kinds', 'stop-slurmd'], '--kinds: "stop-slurmd" is none of'],
    [['--kinds', 'kill-nats-leader'], '--kinds: "kill-nats-leader" is none of'],
    [['--rate', '0'], '--rate: must be at least 1'],
    [['--what'], "Unknown option '--what'"],
  ])('reject %j', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });
});
