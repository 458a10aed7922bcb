/**
 * Milliseconds that each service has to stop in order, before it is killed. They stop one after the other, so together
 * these stay below the 10 s in which all is to end. A gateway answers what it was asked (1.5 s), has the audit's last
 * head signed (1.5 s) and lets go of the servers (0.4 s).
 */
export const STOPS_WITHIN = { runner: 2_000, gateway: 3_600, postgres: 2_500, nats: 1_500 };
