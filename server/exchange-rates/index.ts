export { ExchangeRateResolver } from './exchange-rate.resolver.js';
export { addExchangeRates } from './add-exchange-rates.js';
export { keepRates } from './keep-rates.js';
export { readRateFile } from './read-rate-file.js';
export { type ReportedAmount, reportInCurrency } from './report-in-currency.js';
