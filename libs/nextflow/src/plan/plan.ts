/** Steps in the pipeline's order, by full process name, and the edges between them. */
export interface Plan {
  steps: string[];
  edges: [string, string][];
}
