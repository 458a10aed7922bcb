import { layOut, STEP, type GraphLayout, type PlacedStep } from './lay-out.ts';

const link = (from: string, to: string) => ({ from, to });
const exome = ['ALIGN', 'SORT', 'CALL', 'DEPTH', 'REPORT'];
const exomeLinks = [
  link('ALIGN', 'SORT'),
  link('SORT', 'CALL'),
  link('SORT', 'DEPTH'),
  link('CALL', 'REPORT'),
  link('DEPTH', 'REPORT'),
];

const stepOf = ({ steps }: GraphLayout, process: string) => steps.find((step) => step.process === process)!;
const overlap = (a: PlacedStep, b: PlacedStep) => Math.abs(a.x - b.x) < STEP.width && Math.abs(a.y - b.y) < STEP.height;
const overlapsIn = ({ steps }: GraphLayout) =>
  steps.flatMap((a, i) =>
    steps
      .slice(i + 1)
      .filter((b) => overlap(a, b))
      .map((b) => [a.process, b.process]),
  );

describe('the layout of the steps', () => {
  it('places each step below the steps that feed it, and lists the steps in that order', () => {
    const placed = layOut(exome, exomeLinks);
    for (const { from, to } of placed.links)
      expect(stepOf(placed, to).y).toBeGreaterThanOrEqual(stepOf(placed, from).y + STEP.height);
    const order = placed.steps.map(({ process }) => process);
    expect(exomeLinks.filter(({ from, to }) => order.indexOf(from) > order.indexOf(to))).toEqual([]);
    expect(placed.links.every(({ path }) => /^M[\d.]+,[\d.]+ [LQ]/.test(path))).toBe(true);
  });

  it('draws a graph of 50 steps without overlaps, and all of it inside the picture', () => {
    const processes = Array.from({ length: 50 }, (_, i) => `STEP_${i}`);
    const links = processes.slice(1).map((to, i) => link(`STEP_${Math.floor(i / 3)}`, to));
    const placed = layOut(processes, [...links, link('STEP_3', 'STEP_49'), link('STEP_7', 'STEP_48')]);
    expect(placed.steps).toHaveLength(50);
    expect(overlapsIn(placed)).toEqual([]);
    for (const { x, y } of placed.steps) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + STEP.width).toBeLessThanOrEqual(placed.width);
      expect(y + STEP.height).toBeLessThanOrEqual(placed.height);
    }
  });

  it('places steps without links in rows below the others, in the given order', () => {
    const placed = layOut([...exome, 'LATER', 'LAST'], exomeLinks);
    expect(placed.steps.slice(-2).map(({ process }) => process)).toEqual(['LATER', 'LAST']);
    expect(stepOf(placed, 'LATER').y).toBeGreaterThan(stepOf(placed, 'REPORT').y + STEP.height);
    expect(overlapsIn(placed)).toEqual([]);
  });

  it('shows all steps in rows while no link is known, and nothing without steps', () => {
    const placed = layOut(exome, []);
    expect(placed.steps.map(({ process }) => process)).toEqual(exome);
    expect([placed.links, overlapsIn(placed)]).toEqual([[], []]);
    expect(layOut([], [])).toEqual({ width: 0, height: 0, steps: [], links: [] });
  });

  it('draws steps that feed each other', () => {
    const placed = layOut(['REFINE', 'SCORE'], [link('REFINE', 'SCORE'), link('SCORE', 'REFINE')]);
    expect(placed.links).toHaveLength(2);
    expect(overlapsIn(placed)).toEqual([]);
  });
});
