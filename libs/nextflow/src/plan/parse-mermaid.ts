import type { Plan } from './plan.ts';

const NODE = /^\s*(\w+)(?:\(\[([\w:]+)\]\)|\[([\w:]+)\])\s*$/;
const EDGE = /^\s*(\w+) *-->(?:\|.*?\|)? *(\w+)\s*$/;
const SUBGRAPH = /^\s*subgraph +(.*?)\s*$/;

/**
 * Parses steps and edges from the `.mmd` that Nextflow writes with `-with-dag`. Processes are named in full, by the subgraphs around
 * them; channels and operators between two processes are walked through. Steps come in the order of the graph.
 */
export function parseMermaid(text: string): Plan {
  const names = new Map<string, string>();
  const next = new Map<string, string[]>();
  const around: string[] = [];
  for (const line of text.split('\n')) {
    const subgraph = SUBGRAPH.exec(line)?.[1];
    const [, from, to] = EDGE.exec(line) ?? [];
    const [, id, round, square] = NODE.exec(line) ?? [];
    if (subgraph !== undefined) around.push(subgraph);
    else if (/^\s*end\s*$/.test(line)) around.pop();
    else if (from && to) next.set(from, [...(next.get(from) ?? []), to]);
    else if (id && (round ?? square)) names.set(id, [...around.filter(isName), round ?? square].join(':'));
  }
  const edges = [...names].flatMap(([id, name]) =>
    [...reached(id, next, names)].map((to): [string, string] => [name, names.get(to) ?? to]),
  );
  return { steps: inOrder([...names.values()], edges), edges };
}

/** Subgraphs of channels and the like are quoted: `subgraph " "`. */
const isName = (subgraph: string) => /^[\w:]+$/.test(subgraph);

/** Finds the processes that a process feeds, directly or through channels and operators. */
function reached(from: string, next: Map<string, string[]>, names: Map<string, string>): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const queue = [...(next.get(from) ?? [])];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (names.has(id)) found.add(id);
    else queue.push(...(next.get(id) ?? []));
  }
  return found;
}

/** Orders each step after those that feed it; else, and in a cycle, as the graph lists them. */
function inOrder(steps: string[], edges: [string, string][]): string[] {
  const waiting = [...new Set(steps)];
  const ordered: string[] = [];
  while (waiting.length > 0) {
    const ready = waiting.findIndex(
      (step) => !edges.some(([from, to]) => to === step && from !== step && waiting.includes(from)),
    );
    ordered.push(...waiting.splice(Math.max(0, ready), 1));
  }
  return ordered;
}
