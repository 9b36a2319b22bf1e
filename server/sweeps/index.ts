export { ClockResolver } from './clock.resolver.js';
export { nextDueAt } from './due.js';
export { moveClock } from './move-clock.js';
export { openSimulatedBank } from './open-simulated-bank.js';
export { type MarketBank, runSweeps } from './run-sweeps.js';
export { startSweeper } from './sweeper.js';
