import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';

/** Size of a step in pixels. */
export const STEP = { width: 184, height: 48 };
const GAP = { across: 28, down: 40 };
/** Space for the focus ring. */
const MARGIN = 6;
/** Minimum number of columns for steps without links. */
const COLUMNS = 3;

/** The first step feeds the second one; both are full process names. */
export interface StepLink {
  readonly from: string;
  readonly to: string;
}

/** Position of the top left corner, in pixels. */
export interface PlacedStep {
  readonly process: string;
  readonly x: number;
  readonly y: number;
}

interface PlacedLink extends StepLink {
  /** SVG path. */
  readonly path: string;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  /** In topological order; steps without links are last. */
  readonly steps: readonly PlacedStep[];
  readonly links: readonly PlacedLink[];
}

/**
 * Lays out steps from top to bottom, each below the steps that feed it. Steps without links are placed in rows below the
 * others, in the given order. Pure.
 * @param links between two different steps of the list
 */
export function layOut(processes: readonly string[], links: readonly StepLink[]): GraphLayout {
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  const placed = layOutLinked(
    processes.filter((process) => linked.has(process)),
    links,
  );
  const rows = inRows(
    processes.filter((process) => !linked.has(process)),
    placed,
  );
  const steps = [...placed.steps, ...rows];
  return {
    width: Math.max(placed.width, ...rows.map(({ x }) => x + STEP.width + MARGIN)),
    height: Math.max(placed.height, ...rows.map(({ y }) => y + STEP.height + MARGIN)),
    steps,
    links: placed.links,
  };
}

function layOutLinked(processes: readonly string[], links: readonly StepLink[]): GraphLayout {
  if (processes.length === 0) return { width: 0, height: 0, steps: [], links: [] };
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>();
  graph.setGraph({ rankdir: 'TB', nodesep: GAP.across, ranksep: GAP.down, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const process of processes) graph.setNode(process, { ...STEP });
  for (const { from, to } of links) graph.setEdge(from, to);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const steps = processes.map((process) => {
    const { x = 0, y = 0 } = graph.node(process);
    return { process, x: x - STEP.width / 2, y: y - STEP.height / 2 };
  });
  return {
    width,
    height,
    steps: steps.sort((a, b) => a.y - b.y || a.x - b.x),
    links: links.map(({ from, to }) => ({ from, to, path: pathOf(graph.edge(from, to).points ?? []) })),
  };
}

function inRows(processes: readonly string[], { width, height }: Pick<GraphLayout, 'width' | 'height'>): PlacedStep[] {
  const [across, down] = [STEP.width + GAP.across, STEP.height + GAP.across];
  const columns = Math.max(COLUMNS, Math.floor((width - 2 * MARGIN + GAP.across) / across));
  const top = height === 0 ? MARGIN : height + GAP.down - MARGIN;
  return processes.map((process, i) => ({
    process,
    x: MARGIN + (i % columns) * across,
    y: top + Math.floor(i / columns) * down,
  }));
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Returns a line through the points, rounded at the bends. */
function pathOf(points: readonly Point[]): string {
  const at = ({ x, y }: Point) => `${x.toFixed(1)},${y.toFixed(1)}`;
  const [first, ...bends] = points;
  const last = bends.pop();
  if (!first || !last) return '';
  const curves = bends.map((bend, i) => {
    const next = bends[i + 1];
    return next
      ? `Q${at(bend)} ${at({ x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 })}`
      : `Q${at(bend)} ${at(last)}`;
  });
  return [`M${at(first)}`, ...(curves.length > 0 ? curves : [`L${at(last)}`])].join(' ');
}
