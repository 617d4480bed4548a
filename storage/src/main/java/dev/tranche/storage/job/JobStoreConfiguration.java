package dev.tranche.storage.job;

import com.zaxxer.hikari.HikariDataSource;
import dev.tranche.model.store.JobStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.StringUtils;

/**
 * The job store bean, for gateway and worker to import. It is where {@code spring.datasource.url} says; user, password and
 * {@code spring.datasource.hikari.*} are Spring Boot's own.
 *
 * <p>A SQLite file that cannot be used stops the start with the reason. A database server that is away does not: calls fail, and
 * health says so, until it answers.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DataSourceProperties.class)
public class JobStoreConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(JobStoreConfiguration.class);
    private static final String URL = "spring.datasource.url";

    /** SQLite lets one connection write at a time; the others read. */
    private static final int SQLITE_CONNECTIONS = 4;

    /** How long a call waits for a connection before it fails. */
    private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

    /** The pool, which Boot's own metrics and health find by its type. */
    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource jobStoreDataSource(DataSourceProperties properties) {
        var url = properties.getUrl();
        if (!StringUtils.hasText(url)) {
            throw invalid(
                    url,
                    "the job store needs a place, such as jdbc:sqlite:/var/lib/tranche/jobs.db or"
                            + " jdbc:postgresql://host/tranche");
        }
        var pool = SqliteJobFile.isNamedBy(url) ? sqlitePool(url) : serverPool(properties);
        pool.setPoolName("job-store");
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        pool.setInitializationFailTimeout(-1);
        return pool;
    }

    static HikariDataSource sqlitePool(String url) {
        try {
            var file = SqliteJobFile.of(url);
            file.createFolder();
            file.tryToOpen();
            var pool = new HikariDataSource();
            pool.setDataSource(file.dataSource());
            pool.setMaximumPoolSize(SQLITE_CONNECTIONS);
            return pool;
        } catch (IllegalArgumentException e) {
            throw invalid(url, String.valueOf(e.getMessage()));
        }
    }

    /** The driver's timeouts, which it has none of by itself: no call may hang for ever (P12). In seconds; the URL wins. */
    private static HikariDataSource serverPool(DataSourceProperties properties) {
        var pool = properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        pool.addDataSourceProperty("connectTimeout", "5");
        pool.addDataSourceProperty("socketTimeout", "30");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        return pool;
    }

    @Bean
    JobStore jobStore(HikariDataSource pool, DataSourceProperties properties, ObjectProvider<InstantSource> clock) {
        var url = String.valueOf(properties.getUrl());
        var dataSource = new MigratedDataSource(pool, new JobSchema(pool, new SecureRandom()));
        if (SqliteJobFile.isNamedBy(url)) {
            open(dataSource, url);
            return JdbcJobStore.onSqlite(sameFile(dataSource, url), clock.getIfUnique(InstantSource::system));
        }
        tryToOpen(dataSource);
        return JdbcJobStore.onPostgres(dataSource);
    }

    private static void open(DataSource dataSource, String url) {
        try {
            dataSource.getConnection().close();
        } catch (SQLException e) {
            throw invalid(url, reason(e));
        }
    }

    /** It exists, as it was just opened. */
    private static DataSource sameFile(DataSource dataSource, String url) {
        try {
            return new SameFileDataSource(dataSource, SqliteJobFile.of(url).path());
        } catch (IOException e) {
            throw invalid(url, "its file cannot be looked at: " + e);
        }
    }

    private static void tryToOpen(DataSource dataSource) {
        try {
            dataSource.getConnection().close();
        } catch (SQLException e) {
            LOG.warn("The job store does not answer yet; calls fail until it does: {}", reason(e));
        }
    }

    private static String reason(SQLException e) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
    }

    private static InvalidConfigurationPropertyValueException invalid(@Nullable String value, String reason) {
        return new InvalidConfigurationPropertyValueException(URL, value, reason);
    }
}
