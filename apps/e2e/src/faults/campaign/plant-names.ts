export const plantNames = [
  'missing-command',
  'other-reason',
  'refused-accepted',
  'doubled-command',
  'second-launch',
  'stray-process',
  'changed-result',
  'missing-delivery',
] as const;
export type PlantName = (typeof plantNames)[number];

export const isPlantName = (name: string): name is PlantName => (plantNames as readonly string[]).includes(name);
