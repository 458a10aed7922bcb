import type { Rates } from '@reprise/gateway/shared/rates.ts';
import { settings } from '@reprise/settings';
import type { Basis, Factor, Footprint } from '../../contract/index.ts';
import {
  gigabytes,
  requestedCpus,
  requestedMemory,
  timeOf,
  usedCpus,
  usedMemory,
  type MeasuredTask,
} from './task-values.ts';

const HOUR_MS = 3_600_000;
const WATTS_PER_KILOWATT = 1000;
const PAPER = 'Lannelongue, Grealey and Inouye, Green Algorithms, Advanced Science 8(12), 2021';
/** Watts of a GB of memory. */
const MEMORY_WATTS = 0.3725;

const memoryOf = gigabytes((task) => requestedMemory(task) ?? usedMemory(task));

/**
 * Returns the sums of cost, energy and carbon footprint over tasks. A task costs what it requested for as long as it ran.
 * Its energy follows the formula of Green Algorithms: time × (cores × watts of a core × their use + memory × watts of a
 * GB) × PUE. Without a measured use, the cores count as fully used, as there; without a memory request, memory is the
 * peak. Source: Lannelongue, Grealey and Inouye, Green Algorithms: Quantifying the Carbon Footprint of Computation,
 * Advanced Science 8(12), 2021.
 */
export function footprintOf(tasks: readonly MeasuredTask[], rates: Rates): Footprint {
  const included = tasks.flatMap((task) => {
    const [cpus, ms] = [requestedCpus(task), timeOf(task)];
    return cpus === null || ms === null
      ? []
      : [{ hours: ms / HOUR_MS, cpus, usedCpus: usedCpus(task) ?? cpus, gigabytes: memoryOf(task) ?? 0 }];
  });
  if (included.length === 0) return { cost: null, energy_kwh: null, co2e_g: null };
  const { prices, coreWatts, pue, carbonIntensity } = rates;
  const sum = (valueOf: (task: (typeof included)[number]) => number) =>
    included.reduce((total, task) => total + task.hours * valueOf(task), 0);
  const watts = sum((task) => task.usedCpus * coreWatts + task.gigabytes * MEMORY_WATTS);
  const energy_kwh = (watts * pue) / WATTS_PER_KILOWATT;
  return {
    cost: prices && sum((task) => task.cpus * prices.cpu_hour + task.gigabytes * prices.gb_hour),
    energy_kwh,
    co2e_g: energy_kwh * carbonIntensity,
  };
}

/** Publications of the default values. */
const SOURCES = {
  REPRISE_CORE_WATTS: 'thermal design power of a core of an unknown model in the Green Algorithms calculator',
  REPRISE_PUE: 'average of the Uptime Institute Global Data Center Survey 2024',
  REPRISE_CARBON_INTENSITY: 'world average, IEA, Global Energy & CO2 Status Report 2019',
} as const;

/** Returns the prices and factors, each with its source: a publication, or the setting that changes it. */
export function basisOf({ prices, coreWatts, pue, carbonIntensity }: Rates): Basis {
  const factor = (
    name: keyof typeof SOURCES,
    value: number,
    rest: Pick<Factor, 'name' | 'label' | 'unit'>,
  ): Factor => ({
    ...rest,
    value,
    source: value === Number(settings[name].default) ? SOURCES[name] : `setting ${name}`,
  });
  const price = (value: number, rest: Pick<Factor, 'name' | 'label'>): Factor => ({
    ...rest,
    value,
    unit: prices!.currency,
    source: 'setting REPRISE_PRICES',
  });
  return {
    currency: prices?.currency ?? null,
    factors: [
      ...(prices
        ? [
            price(prices.cpu_hour, { name: 'cpu_hour', label: 'Price of a CPU hour' }),
            price(prices.gb_hour, { name: 'gb_hour', label: 'Price of a GB hour of memory' }),
          ]
        : []),
      factor('REPRISE_CORE_WATTS', coreWatts, { name: 'core_watts', label: 'Power of a CPU core', unit: 'W' }),
      { name: 'memory_watts_per_gb', label: 'Power of memory', value: MEMORY_WATTS, unit: 'W/GB', source: PAPER },
      factor('REPRISE_PUE', pue, { name: 'pue', label: 'Power usage effectiveness (PUE)', unit: '' }),
      factor('REPRISE_CARBON_INTENSITY', carbonIntensity, {
        name: 'carbon_intensity',
        label: 'Carbon intensity of electricity',
        unit: 'g CO2e/kWh',
      }),
    ],
  };
}
