export { AlertResolver, loadAlert } from './alert.resolver.js';
export { alertMachine } from './alert.states.js';
export { forgetAlerts } from './forget-alerts.js';
export { instantsToTell } from './find-facts.js';
export { markAlertsRead } from './mark-alerts-read.js';
export { raiseAlerts } from './raise-alerts.js';
export { setAlertPreference } from './set-alert-preference.js';
export { setAlertThreshold } from './set-alert-threshold.js';
export { writeAlertMails } from './write-alert-mails.js';
