import type { Plan } from './plan.ts';

/** The graph of the steps as Nextflow's `-with-dag x.mmd` writes it: nodes first, sub-workflows around theirs. */
export function dagOf(plan: Plan): string {
  const id = (name: string) => `v${plan.steps.findIndex((step) => step.name === name) + 1}`;
  const nodes = plan.steps.flatMap(({ name }) => {
    const around = name.split(':');
    const process = around.pop() ?? name;
    return [...around.map((flow) => `subgraph ${flow}`), `${id(name)}([${process}])`, ...around.map(() => 'end')];
  });
  const edges = plan.steps.flatMap((step) =>
    (step.after.length > 0 ? step.after.map(id) : ['v0']).map((from) => `${from} --> ${id(step.name)}`),
  );
  const lines = ['subgraph " "', 'v0["Channel.of"]', 'end', ...nodes, ...edges];
  return ['flowchart TB', ...lines.map((line) => `    ${line}`), ''].join('\n');
}
