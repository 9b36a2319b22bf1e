import { randomBytes, randomUUID } from 'node:crypto';
import {
  acceptOffer,
  type AuctionView,
  auctionById,
  type BidRow,
  type OfferedBid,
  offersOf,
  openAuction,
  placeBid,
  type RankedBid,
} from '../../server/auctions/index.js';
import { type LimitRow, type LimitScope, setLimit } from '../../server/limits/index.js';
import { createSupplierPayments } from '../../server/payments/index.js';
import type { Command } from '../../server/platform/command.js';
import type { Database, Tx } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { type LocalDate, localDate } from '../../server/platform/local-date.js';
import { formatMoney } from '../../server/platform/money.js';
import { Problem } from '../../server/platform/problem.js';
import type { UnitOfWork } from '../../server/platform/unit-of-work.js';
import { type MemberViewer, type OrganizationRole, type Permission, systemViewer, type Viewer } from '../../server/platform/viewer.js';
import { acceptTerms, aliasOf, addFunder } from '../../server/programmes/index.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import { openTestMarket, type TestMarket } from './test-market.js';
import { history, insert, insertParty, type Party } from './money-market.js';
