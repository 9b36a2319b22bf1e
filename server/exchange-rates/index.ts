export { ExchangeRateResolver } from './exchange-rate.resolver.js';
export { importExchangeRates } from './import-exchange-rates.js';
export { keepRates } from './keep-rates.js';
export { readRateFile } from './read-rate-file.js';
export { type ReportedAmount, reportInCurrency } from './report-in-currency.js';
