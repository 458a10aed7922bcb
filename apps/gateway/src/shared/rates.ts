import type { SettingsOf } from '@reprise/settings';

type Settings = SettingsOf<'gateway'>;

/** Prices and factors from which the cost and the energy of tasks are computed. */
export interface Rates {
  /** Null if no cost is shown. */
  readonly prices: NonNullable<Settings['REPRISE_PRICES']> | null;
  /** Watts of a CPU core. */
  readonly coreWatts: number;
  /** Power usage effectiveness of the data centre. */
  readonly pue: number;
  /** g CO2e per kWh. */
  readonly carbonIntensity: number;
}

export const ratesOf = (data: Settings): Rates => ({
  prices: data.REPRISE_PRICES ?? null,
  coreWatts: data.REPRISE_CORE_WATTS,
  pue: data.REPRISE_PUE,
  carbonIntensity: data.REPRISE_CARBON_INTENSITY,
});
