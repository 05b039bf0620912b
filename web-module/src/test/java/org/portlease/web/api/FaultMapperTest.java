package org.portlease.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultMapperTest {

    @Test
    void aValueThatCannotBeStoredIsItsCallersFaultADivisionByZeroIsOurs() {
        assertThat(FaultMapper.isOfData("22021")).isTrue();
        assertThat(FaultMapper.isOfData("22008")).isTrue();
        assertThat(FaultMapper.isOfData("22P05")).isTrue();
        assertThat(FaultMapper.isOfData("22012")).isFalse();
        assertThat(FaultMapper.isOfData("08006")).isFalse();
        assertThat(FaultMapper.isOfData(null)).isFalse();
    }
}
