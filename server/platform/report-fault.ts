/**
 * Told of a fault that did not keep the rest of the work from being done: one of many items failed and waits, the others
 * went on.
 */
export type ReportFault = (fault: unknown) => void;
