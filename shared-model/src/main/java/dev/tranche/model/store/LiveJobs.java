package dev.tranche.model.store;

/**
 * How many jobs have not ended.
 *
 * @param ofOwner those that one owner started
 * @param ofDatabase those about one database, whoever started them
 */
public record LiveJobs(long ofOwner, long ofDatabase) {}
