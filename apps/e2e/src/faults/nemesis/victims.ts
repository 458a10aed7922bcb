import { identify, type ProcessIdentity } from '@reprise/local-servers';
import { isExecutorVictim, services, type Victim } from '../record/kinds.ts';
import type { System } from '../system/system.ts';
import { markedProcesses, processesOfRuns, processOfService } from '../system/targets.ts';

/** Returns the process that a fault hits; none if it is down. @param pick chooses one of several */
export async function victimsOf(system: System, name: Victim, pick: number): Promise<ProcessIdentity[]> {
  const { cluster, executors } = system;
  if (name === 'nats-leader') return identities([(await cluster?.leader())?.pid]);
  if (name === 'nats' && cluster) return identities([cluster.servers[Math.floor(pick * cluster.servers.length)]?.pid]);
  if (isService(name)) return [processOfService(name, system) ?? []].flat();
  const found = isExecutorVictim(name) ? (executors?.processes(name) ?? []) : processesOfRuns(name, system);
  return found.slice(Math.floor(pick * found.length)).slice(0, 1);
}

/** Returns all services except the launcher. @param withRuns whether to add the processes of all attempts */
export function everything(system: System, withRuns: boolean): ProcessIdentity[] {
  const ofServices = services.flatMap((name) => (name === 'launcher' ? [] : (processOfService(name, system) ?? [])));
  const ofCluster = identities(system.cluster?.servers.map(({ pid }) => pid) ?? []);
  const marked = () => identities(markedProcesses(system.folder).map(({ pid }) => pid));
  const ofRuns = withRuns ? [...processesOfRuns('supervisor', system), ...marked()] : [];
  return [...ofServices, ...ofCluster, ...ofRuns];
}

const identities = (pids: readonly (number | undefined)[]): ProcessIdentity[] =>
  pids.flatMap((pid) => (pid === undefined ? [] : (identify(pid) ?? [])));

const isService = (name: string): name is (typeof services)[number] => (services as readonly string[]).includes(name);
