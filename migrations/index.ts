export { CreatePlatform20261121000100 } from './20261121000100-create-platform.js';
export { CreateParties20261121000200 } from './20261121000200-create-parties.js';
export { CreateMarket20261121000300 } from './20261121000300-create-market.js';
export { CreateMoney20261121000400 } from './20261121000400-create-money.js';
export { JudgeNumbersAtAdmission20261122110100 } from './20261122110100-judge-numbers-at-admission.js';
export { ReleaseInSlices20261122120100 } from './20261122120100-release-in-slices.js';
export { WithdrawUnsentFiles20261122130100 } from './20261122130100-withdraw-unsent-files.js';
export { ShowWhatIsWritten20261122110200 } from './20261122110200-show-what-is-written.js';
