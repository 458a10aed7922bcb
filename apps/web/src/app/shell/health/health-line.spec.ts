import type { ProjectorView } from '@reprise/contracts';
import { healthLine } from './health-line.ts';

const behind = [{ id: 'projection' } as const];
const silent = [{ id: 'silence' } as const];
const lineFor = (
  live: Parameters<typeof healthLine>[0]['live'],
  lag_ms: number,
  banners: typeof behind | typeof silent | [] = [],
) => {
  const { word, tone, lag } = healthLine({ live, banners, projection: { lag_ms } as ProjectorView });
  return [word, tone, lag];
};

describe('the connection line', () => {
  it('does not show Live while the page reports that its view is behind', () => {
    expect(lineFor('open', 200)).toEqual(['Live', 'ok', '0.2 s behind']);
    expect(lineFor('open', 42_000, behind)).toEqual(['Behind', 'warn', '42.0 s']);
  });

  it('shows no lag while the log does not answer, since it is unknown', () => {
    const projection = { lag: 0, lag_ms: 0, problem: 'The event log does not answer.' } as ProjectorView;
    const { word, lag } = healthLine({ live: 'open', banners: behind, projection });
    expect([word, lag]).toEqual(['May be behind', '']);
  });

  it('does not show Live while the server does not answer', () => {
    expect(lineFor('open', 0, silent)).toEqual(['No answer', 'warn', '']);
  });

  it('reports a lost connection first, since the lag is unknown then', () => {
    expect(lineFor('down', 42_000, behind)).toEqual(['Not connected', 'bad', '']);
    expect(lineFor('connecting', 42_000, behind)).toEqual(['Connecting', 't3', '']);
  });
});
