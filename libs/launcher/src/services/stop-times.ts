/**
 * Milliseconds for each service to stop gracefully before it is killed. Services stop one after the other, so the sum
 * stays below the 10 s allowed for everything. A gateway completes open requests (1.5 s), signs the last audit head
 * (1.5 s) and disconnects from the servers (0.4 s).
 */
export const STOPS_WITHIN = { runner: 2_000, gateway: 3_600, postgres: 2_500, nats: 1_500 };
